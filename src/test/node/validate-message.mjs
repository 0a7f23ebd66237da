// validate-message.mjs <schema.json> <message.json>: one captured message against its shipped schema.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schema, message] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const ajv = addFormats(new Ajv({ strict: true, strictRequired: false }));
const validate = ajv.compile(schema);
if (!validate(message)) {
  console.error(ajv.errorsText(validate.errors));
  process.exit(1);
}
console.log('valid');
