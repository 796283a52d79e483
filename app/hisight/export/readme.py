"""README.txt of a bundle, in both languages."""

from collections.abc import Iterable

from hisight.wording import Words

_TEXT = Words(
    """HISight 导出的 HIS 接口调用

report.html       用浏览器打开：每个调用的结论、发现、签名和内容
ticket.md         可粘贴到工单的简短说明
manifest.json     工具和接口版本、调用列表、每个文件的 SHA-256、一次性密钥
calls/0042/       第 42 号调用：
  request.head    HTTP 请求头            response.head   HTTP 应答头
  request.body    HTTP 请求正文          response.body   HTTP 应答正文
  request.xml     解密后的业务参数       response.xml    解密后的业务参数
  request.signed.txt、response.signed.txt  待签名串（密钥以圆点代替）
  *.sent.*        发出的字节，仅当与收到的不同
  call.json       程序可读的结论、各层说明、签名和发现

验证：hisight verify-bundle 本文件      打开：hisight gui 本文件
""",
    """Calls of a HIS interface, exported by HISight

report.html       open it in a browser: verdict, findings, signature and content of each call
ticket.md         a short text to paste into a ticket
manifest.json     versions of tool and interface, the calls, SHA-256 of each file, the throwaway key
calls/0042/       call number 42:
  request.head    head of the HTTP request   response.head   head of the HTTP answer
  request.body    body of the HTTP request   response.body   body of the HTTP answer
  request.xml     decoded payload            response.xml    decoded payload
  request.signed.txt, response.signed.txt    what is signed (dots stand for the key)
  *.sent.*        bytes as they left, where they are not as they came
  call.json       verdict, layers, signature and findings for programs

To verify: hisight verify-bundle FILE    To open: hisight gui FILE
""",
)


def readme(notes: Iterable[Words]) -> bytes:
    """The file, Chinese first, with line ends that any editor shows; `notes` say how patient data was treated."""
    notes = list(notes)
    parts = [
        _TEXT.zh,
        *(f"{note.zh}\n" for note in notes),
        "\n" + "-" * 72 + "\n\n",
        _TEXT.en,
        *(f"{note.en}\n" for note in notes),
    ]
    return "".join(parts).replace("\n", "\r\n").encode("utf-8-sig")
