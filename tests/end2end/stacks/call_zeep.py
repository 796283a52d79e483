"""zeep: makes the calls that come as JSON over standard input, one after the other, and writes their answers as JSON.

zeep escapes its strings; it has no way to send CDATA.
"""

import json
import sys

import zeep

answers = []
for call in json.load(sys.stdin):
    with zeep.Client(call["wsdl"]) as client:
        service = client.bind("His", "HisSoap12" if call["version"] == "soap-1.2" else "HisSoap")
        root = call["root"].encode() if call["binary"] else call["root"]
        answer = service[call["operation"]](xml=root)
        answers.append(answer.decode() if call["binary"] else answer)
json.dump(answers, sys.stdout)
