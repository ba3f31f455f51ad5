import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as client from '../src/index.js';
import * as aiSdk from '../src/ai-sdk/index.js';

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const compiler = pathOf('../node_modules/.bin/tsc');
const skip = existsSync(compiler) ? false : 'no TypeScript here: npm ci in clients/js';
const manifest = JSON.parse(readFileSync(pathOf('../package.json'), 'utf8'));

/** What a file declares for whoever runs it: functions and classes with their public members. */
function declaredIn(file) {
  const text = readFileSync(pathOf(file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
  const functions = [...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => [name, null]);
  const classes = [...text.matchAll(/^export class (\w+)[^{]*\{\n([^]*?)^\}/gm)].map(([, name, body]) => {
    const members = [...body.matchAll(/^  (static )?(?:readonly )?(\w+)[?]?[(<:]/gm)].map(([, isStatic, member]) => (isStatic ? 'static ' : '') + member);
    return [name, members.filter((member) => member !== 'constructor')];
  });
  return new Map([...functions, ...classes]);
}

/** What can be called of a class from outside. */
function membersOf(type) {
  const own = Object.getOwnPropertyNames(type.prototype).filter((name) => name !== 'constructor');
  const statics = Object.getOwnPropertyNames(type).filter((name) => typeof type[name] === 'function').map((name) => 'static ' + name);
  return [...own, ...statics];
}

for (const [name, file, module] of [['the package', '../src/index.d.ts', client], ['its entry for the AI SDK', '../src/ai-sdk/index.d.ts', aiSdk]]) {
  describe(`what ${name} declares`, () => {
    const declared = declaredIn(file);

    it('is what it exports', () => {
      assert.deepEqual([...declared.keys()].sort(), Object.keys(module).sort());
    });

    for (const [type, members] of declared) {
      if (members === null) continue;
      it(`of ${type} is there, and nothing else`, () => {
        // Fields are made by the constructor; a class's text shows them.
        const source = module[type].toString();
        const isField = (member) => source.includes(`this.${member} = `) || new RegExp(`^  (?:/\\*\\*.*\\*/ )?${member}(?:;| = )`, 'm').test(source);
        const fields = members.filter(isField);
        const there = membersOf(module[type]);
        assert.deepEqual(members.filter((member) => !there.includes(member) && !fields.includes(member)), []);
        assert.deepEqual(there.filter((member) => !members.includes(member)), []);
      });
    }
  });
}

describe('the package', () => {
  it('has every file its manifest names, and needs no other package', () => {
    for (const { types, default: module } of Object.values(manifest.exports).filter((entry) => typeof entry === 'object')) {
      assert.ok(existsSync(pathOf('../' + types)), types);
      assert.ok(existsSync(pathOf('../' + module)), module);
    }
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.type, 'module');
  });

  it('is what the sample uses, with the version of the AI SDK it is for', () => {
    const { dependencies } = JSON.parse(readFileSync(pathOf('../../../samples/usechat/package.json'), 'utf8'));
    assert.equal(dependencies['@ssehub/client'], 'file:../../clients/js');
    const major = (range) => /\d+/.exec(range)[0];
    assert.equal(major(dependencies.ai), major(manifest.peerDependencies.ai));
    assert.equal(major(manifest.devDependencies.ai), major(manifest.peerDependencies.ai));
  });

  for (const config of ['tsconfig.json', 'tsconfig.modules.json']) {
    it(`is well typed (${config})`, { skip }, () => {
      const { status, stdout } = spawnSync(compiler, ['-p', pathOf(`types/${config}`)], { encoding: 'utf8' });
      assert.equal(status, 0, stdout);
    });
  }
});
