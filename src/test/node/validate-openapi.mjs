// validate-openapi.mjs <openapi.yaml>: structure and references by swagger-parser, examples by Ajv.
import SwaggerParser from '@apidevtools/swagger-parser';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

await SwaggerParser.validate(process.argv[2]);
const document = await SwaggerParser.dereference(process.argv[2]);

const ajv = addFormats(new Ajv({ strict: false }));
const problems = [];
let examples = 0;
const walk = (node, path) => {
  if (node === null || typeof node !== 'object') {
    return;
  }
  if (node.schema && node.example !== undefined) {
    examples += 1;
    const validate = ajv.compile(node.schema);
    if (!validate(node.example)) {
      problems.push(`${path}: ${ajv.errorsText(validate.errors)}`);
    }
  }
  Object.entries(node).forEach(([key, value]) => walk(value, `${path}/${key}`));
};
walk(document.paths, '#/paths');
walk(document.components, '#/components');

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`valid: ${Object.keys(document.paths).length} paths, ${examples} examples`);
