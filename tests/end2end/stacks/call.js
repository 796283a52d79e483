// npm `soap`: makes the calls that come as JSON over standard input, one after the other, and writes their answers as JSON.
//
// Where an answer holds a document in CDATA, it parses that document as well and trips over a section inside it: then the
// answer counts as null. What matters here is what it has sent and been sent.
const soap = require("soap");

async function main() {
  const answers = [];
  for (const call of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
    const newer = call.version === "soap-1.2";
    const client = await soap.createClientAsync(call.wsdl, { forceSoap12Headers: newer });
    const port = client.His[newer ? "HisSoap12" : "HisSoap"];
    const root = call.cdata ? { $xml: `<![CDATA[${call.root}]]>` } : call.binary ? Buffer.from(call.root).toString("base64") : call.root;
    answers.push(await new Promise((resolve) => port[call.operation]({ xml: root }, (error, answer) => resolve(error ? null : text(answer, call)))));
  }
  process.stdout.write(JSON.stringify(answers));
}

function text(answer, call) {
  const result = answer[`${call.operation}Result`];
  const value = typeof result === "string" ? result : result.$value;
  return call.binary ? Buffer.from(value, "base64").toString("utf8") : value;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
