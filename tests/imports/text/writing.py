"""Messages in every writing that logs and chats have for them."""

import base64
import csv
import html
import io
import json
from urllib.parse import quote, quote_plus

REQUEST = (
    '<?xml version="1.0" encoding="utf-8"?><ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>内科 &amp; 1</USER_ID>'
    "<REQ_ENCRYPTED>a</REQ_ENCRYPTED></ROOT>"
)
ANSWER = "<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>成功</RETURN_MSG><RES_ENCRYPTED/></ROOT>"
SOAP = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><Call><arg0>'
    f"{html.escape(REQUEST)}</arg0></Call></soapenv:Body></soapenv:Envelope>"
)


def in_lines(text: str) -> str:
    return text.replace("><", ">\n<")


def _in_csv(text: str) -> str:
    made = io.StringIO()
    csv.writer(made).writerow(["1", text])
    return made.getvalue()


WRITINGS = {
    "plain": lambda text: text,
    "in a sentence": lambda text: f"这个报文不对：{text}。你看下",
    "escaped": html.escape,
    "escaped twice": lambda text: html.escape(html.escape(text)),
    "by numbers": lambda text: text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#x3E;"),
    "json": lambda text: json.dumps({"req": text}, ensure_ascii=False),
    "json in json": lambda text: json.dumps({"log": json.dumps({"req": text})}),
    "json for html": lambda text: (
        json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003E").replace("&", "\\u0026")
    ),
    "php": lambda text: json.dumps(text).replace("/", "\\/"),
    "csv": _in_csv,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 in lines": lambda text: base64.encodebytes(text.encode()).decode(),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "percent": quote,
    "form": lambda text: "xml=" + quote_plus(text) + "&x=1",
}
"""What is written, by name; each holds the text so that it can be had back, blanks aside."""
