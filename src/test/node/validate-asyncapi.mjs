// validate-asyncapi.mjs <asyncapi.yaml>: the document by the AsyncAPI initiative's own parser, its examples by Ajv.
import { Parser, fromFile } from '@asyncapi/parser';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
const problems = diagnostics
  .filter((diagnostic) => diagnostic.severity <= 1)
  .map((diagnostic) => `${diagnostic.path.join('.')}: ${diagnostic.message} (${diagnostic.code})`);

const ajv = addFormats(new Ajv({ strict: false }));
let examples = 0;
for (const message of document?.components().messages() ?? []) {
  const check = (schema, value, what) => {
    const { $id, ...anonymous } = schema.json();
    const validate = ajv.compile(anonymous);
    if (!validate(value)) {
      problems.push(`${what} of message ${message.name()}: ${ajv.errorsText(validate.errors)}`);
    }
  };
  for (const example of message.examples()) {
    check(message.payload(), example.payload(), 'payload');
    check(message.headers(), example.headers(), 'headers');
    examples += 1;
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`valid: ${document.channels().length} channels, ${document.operations().length} operations, ${examples} examples`);
