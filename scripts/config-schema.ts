/**
 * What `config.json` may hold, for editors and for people: `npm run schema` writes both from the
 * schema by which the site checks it, and takes the words from the comments that stand there.
 *
 * Its one law: nothing about a key is said twice by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import * as z from 'zod/mini';
import { configSchema, tenantsSchema } from '../src/app/config.ts';

const source = 'src/app/config.ts';
export const schemaPath = 'public/config.schema.json';
export const pagePath = 'docs/config.md';

interface JsonSchema {
  $schema?: string;
  description?: string;
  type?: string;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  default?: unknown;
}

export async function makeSchema(): Promise<string> {
  return prettify(JSON.stringify(describeSchema()), schemaPath);
}

export async function makePage(): Promise<string> {
  const one = rowsOf(describe(configSchema, 'configSchema'));
  const known = new Set(one.map(keyOf));
  const several = rowsOf(describe(tenantsSchema, 'tenantsSchema'));
  const own = several.filter((row) => !known.has(keyOf(row).replace(/^tenants\[\]\./, '')));
  const text = [introduction, tableOf(one), aboutTenants, tableOf(own)].join('\n');
  return prettify(`${text}\n`, pagePath);
}

const keyOf = (row: string): string => /`([^`]*)`/.exec(row)?.[1] ?? '';

const tableOf = (rows: readonly string[]): string =>
  ['| key | what it holds | without it | meaning |', '| - | - | - | - |', ...rows].join('\n');

const introduction = `<!-- Made by \`npm run schema\` from ${source}; change the comments there. -->

# config.json

Read at every start and never cached, so that one build serves all sites. It holds no secret: whoever
opens the page can read it. A mistake shows a page that names the key and what was expected.
An editor completes and checks it by \`"$schema": "config.schema.json"\`; samples for each kind of site are in
[deploy/samples](../deploy/samples). [How to put it in place](operations.md).
`;

const aboutTenants = `
## Several tenants

A site may hold several clinics, hospitals or departments, each with its own back ends, its own way in and its own
data. Then \`tenants\` takes the place of the keys of one; \`limits\` holds for all of them.
`;

/** A site of one tenant, or of several. */
function describeSchema(): object {
  const { $schema, ...one } = describe(configSchema, 'configSchema');
  const several = { ...describe(tenantsSchema, 'tenantsSchema') };
  delete several.$schema;
  return {
    $schema,
    description: 'What a site says about itself to Bedside.',
    type: 'object',
    if: { required: ['tenants'] },
    then: several,
    else: one,
  };
}

function describe(schema: z.ZodMiniType, root: string): JsonSchema {
  const described = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  describeKeys(described, '', readComments(root));
  return described;
}

function describeKeys(schema: JsonSchema, path: string, words: ReadonlyMap<string, string>): void {
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    const inner = path === '' ? key : `${path}.${key}`;
    const description = words.get(inner);
    if (description !== undefined) value.description = description;
    describeKeys(value.items ?? value, inner, words);
  }
}

/** The comment before each key, by the key's path. */
function readComments(rootName: string): Map<string, string> {
  const file = ts.createSourceFile(
    source,
    readFileSync(source, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const constants = new Map<string, ts.Expression>();
  const words = new Map<string, string>();
  for (const statement of file.statements.filter(ts.isVariableStatement))
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer && ts.isIdentifier(name)) constants.set(name.text, initializer);

  function walk(node: ts.Node, path: string): void {
    if (ts.isIdentifier(node)) {
      const meant = constants.get(node.text);
      if (meant && meant !== node.parent) walk(meant, path);
    } else if (ts.isPropertyAssignment(node)) {
      const inner = noteKey(node, node.name.getText(file), path);
      walk(node.initializer, inner);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      walk(node.name, noteKey(node, node.name.text, path));
    } else ts.forEachChild(node, (child) => walk(child, path));
  }
  function noteKey(node: ts.Node, key: string, path: string): string {
    const inner = path === '' ? key : `${path}.${key}`;
    const [comment] = ts.getJSDocCommentsAndTags(node);
    const text = ts.getTextOfJSDocComment(comment?.comment)?.replace(/\s+/g, ' ');
    if (text !== undefined) words.set(inner, text);
    return inner;
  }

  const root = constants.get(rootName);
  if (root) walk(root, '');
  return words;
}

function rowsOf(schema: JsonSchema, path = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const inner = path === '' ? key : `${path}.${key}`;
    const isNeeded = schema.required?.includes(key) === true;
    const without = 'default' in value ? code(value.default) : isNeeded ? 'needed' : 'nothing';
    const cells = [`\`${inner}\``, describeType(value), without, value.description ?? ''];
    return [
      `| ${cells.join(' | ')} |`,
      ...rowsOf(value.items ?? value, value.items ? `${inner}[]` : inner),
    ];
  });
}

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

function describeType(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.anyOf) return schema.anyOf.map(describeType).join(' or ');
  if (schema.type === 'array') return `list of ${describeType(schema.items ?? {})}`;
  return schema.type ?? '';
}

async function prettify(text: string, path: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(schemaPath, await makeSchema());
  writeFileSync(pagePath, await makePage());
}
