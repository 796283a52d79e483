"""suds: makes the calls that come as JSON over standard input, one after the other, and writes their answers as JSON.

suds speaks SOAP 1.1 only.
"""

import base64
import json
import sys

import suds.client
from suds.sax.text import Raw

answers = []
for call in json.load(sys.stdin):
    client = suds.client.Client(call["wsdl"], cache=None)
    client.set_options(port="HisSoap")
    root = Raw(f"<![CDATA[{call['root']}]]>") if call["cdata"] else call["root"]
    if call["binary"]:  # suds leaves base64 to its caller
        root = base64.b64encode(root.encode()).decode()
    answer = str(getattr(client.service, call["operation"])(root))
    answers.append(base64.b64decode(answer).decode() if call["binary"] else answer)
json.dump(answers, sys.stdout)
