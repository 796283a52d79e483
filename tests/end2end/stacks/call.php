<?php
// PHP SoapClient: makes the calls that come as JSON over standard input, one after the other, and writes their answers as JSON.
$answers = [];
foreach (json_decode(file_get_contents("php://stdin"), true) as $call) {
    $client = new SoapClient($call["wsdl"], [
        "cache_wsdl" => WSDL_CACHE_NONE,
        "soap_version" => $call["version"] === "soap-1.2" ? SOAP_1_2 : SOAP_1_1,
    ]);
    $argument = $call["root"];
    if ($call["cdata"]) {
        $argument = new SoapVar("<xml><![CDATA[" . $call["root"] . "]]></xml>", XSD_ANYXML);
    }
    if ($call["rpc"]) {
        $answers[] = $client->__soapCall($call["operation"], [$argument]);
    } else {
        $wrapped = $call["cdata"] ? new SoapVar([$argument], SOAP_ENC_OBJECT) : ["xml" => $argument];
        $answers[] = $client->__soapCall($call["operation"], [$wrapped])->{$call["operation"] . "Result"};
    }
}
echo json_encode($answers, JSON_UNESCAPED_UNICODE);
