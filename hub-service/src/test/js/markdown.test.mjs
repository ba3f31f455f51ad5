import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Markdown } from '../../main/resources/static/chat/markdown/markdown.js';
import { elementsOf, FakeElement, fakeDocument, inner } from './fake-document.mjs';

globalThis.document = fakeDocument;

function rootOf(pieces, frame) {
  const root = new FakeElement('div');
  const markdown = new Markdown(root, frame);
  for (const piece of pieces) markdown.append(piece);
  markdown.end();
  return root;
}

const rendered = (text) => inner(rootOf([text]));
const REL = 'target="_blank" rel="noopener noreferrer nofollow"';
const anchor = (href, text = href) => `<a href="${href}" ${REL}>${text}</a>`;

const EXAMPLES = {
  'plain text': ['Hello you.', '<p>Hello you.</p>'],
  'a break in a paragraph stays a break': ['a\nb\n\nc', '<p>a\nb</p><p>c</p>'],
  headings: ['# One\n### Three\ntext', '<h3>One</h3><h5>Three</h5><p>text</p>'],
  'what only looks like a heading': ['#hashtag', '<p>#hashtag</p>'],
  emphasis: ['**a** *b* ***c*** ~~d~~ __e__ _f_', '<p><strong>a</strong> <em>b</em> <strong><em>c</em></strong> <del>d</del> <strong>e</strong> <em>f</em></p>'],
  'emphasis in Chinese': ['这是**重要**的', '<p>这是<strong>重要</strong>的</p>'],
  'emphasis in emphasis': ['**a *b* c** and **d *e***', '<p><strong>a <em>b</em> c</strong> and <strong>d <em>e</em></strong></p>'],
  'stars and lines that emphasise nothing': ['2 * 3 * 4, snake_case_name, a ** b', '<p>2 * 3 * 4, snake_case_name, a ** b</p>'],
  escapes: ['\\*a\\* \\_b\\_ \\`c\\` \\n', '<p>*a* _b_ `c` \\n</p>'],
  'code in a line': ['use `a < b` and ``c ` d``', '<p>use <code>a &lt; b</code> and <code>c ` d</code></p>'],
  'code is not emphasised': ['`**a**`', '<p><code>**a**</code></p>'],
  'a block of code': ['```js\nif (a < b) {\n  c();\n}\n```\nafter', '<code>if (a &lt; b) {\n  c();\n}\n</code><p>after</p>'],
  'a block of code that is not closed': ['~~~\na\n\n# b', '<code>a\n\n# b\n</code>'],
  'a fence in a longer fence': ['````\n```\na\n```\n````', '<code>```\na\n```\n</code>'],
  'a list': ['- a\n- b\n  more\n\nend', '<ul><li><p>a</p></li><li><p>b\nmore</p></li></ul><p>end</p>'],
  'a numbered list from 3': ['3. a\n4. b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
  'lists in lists': ['1. a\n   - b\n   - c\n     1. d\n2. e', '<ol><li><p>a</p><ul><li><p>b</p></li><li><p>c</p><ol><li><p>d</p></li></ol></li></ul></li><li><p>e</p></li></ol>'],
  'a list that is loose': ['- a\n\n- b\n\n  b2', '<ul><li><p>a</p></li><li><p>b</p><p>b2</p></li></ul>'],
  'a list that changes its sort': ['- a\n1. b', '<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>'],
  'tasks': ['- [ ] a\n- [x] b', '<ul><li><p>☐ a</p></li><li><p>☑ b</p></li></ul>'],
  'code in a list': ['1. a\n   ```\n   b\n     c\n   ```\n2. d', '<ol><li><p>a</p><code>b\n  c\n</code></li><li><p>d</p></li></ol>'],
  'a year is no list': ['It was in\n1986. Good.', '<p>It was in\n1986. Good.</p>'],
  'a quotation': ['> a\n> > b\n\nc', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>'],
  'a list and code in a quotation': ['> - a\n> ```\n> b\n> ```\nc', '<blockquote><ul><li><p>a</p></li></ul><code>b\n</code></blockquote><p>c</p>'],
  'a rule': ['a\n\n---\nb', '<p>a</p><hr></hr><p>b</p>'],
  'a table': ['| a | b |\n|---|:-:|\n| 1 | **2** |\n\nend', '<div class="table" tabindex="0"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table></div><p>end</p>'],
  links: ['[a *b*](https://x.example/?q=1&r=(2)) https://y.example/z. <mailto:a@b.example>', `<p>${anchor('https://x.example/?q=1&r=(2)', 'a <em>b</em>')} ${anchor('https://y.example/z')}. ${anchor('mailto:a@b.example')}</p>`],
  'an address in Chinese': ['请看https://x.example/a。好', `<p>请看${anchor('https://x.example/a')}。好</p>`],
  'an image is a link': ['![cat](https://x.example/cat.png)', `<p>${anchor('https://x.example/cat.png', 'cat')}</p>`],
  'Windows line ends': ['a\r\n\r\n- b\r\n', '<p>a</p><ul><li><p>b</p></li></ul>'],
};

describe('Markdown', () => {
  for (const [name, [text, expected]] of Object.entries(EXAMPLES)) {
    it(`renders ${name}`, () => assert.equal(rendered(text), expected));
  }

  it('gives the same whole, in single characters, and in any pieces', () => {
    const all = Object.values(EXAMPLES).map(([text]) => text);
    for (const text of [...all, all.join('\n\n'), 'word '.repeat(2_000) + '\n# ' + 'x'.repeat(5_000) + '\n\nend']) {
      const whole = rendered(text);
      for (const pieces of [[...text], text.match(/[^]{1,3}/g), text.match(/[^]{1,17}/g)]) {
        assert.equal(inner(rootOf(pieces)), whole, text.slice(0, 80));
      }
    }
  });

  it('can be begun anew in the middle of anything', () => {
    const root = new FakeElement('div');
    const markdown = new Markdown(root);
    markdown.append('- a\n```\nb');
    markdown.replace('**c**');
    markdown.end();
    assert.equal(inner(root), '<p><strong>c</strong></p>');
  });

  it('frames blocks of code, and says their language', () => {
    const frame = (code, language) => {
      const pre = new FakeElement('pre');
      pre.setAttribute('data-language', language);
      pre.append(code);
      return pre;
    };
    assert.equal(inner(rootOf(['```c++ title\na\n```'], frame)), '<pre data-language="c++"><code>a\n</code></pre>');
  });

  it('leaves alone what is finished', () => {
    const root = new FakeElement('div');
    const markdown = new Markdown(root);
    markdown.append('first\n\n- a\n');
    const kept = elementsOf(root);
    markdown.append('- b\n\nand **more**');
    for (const node of kept) assert.ok(elementsOf(root).includes(node));
  });
});

describe('Markdown costs what its length is', () => {
  const cost = (text) => {
    const before = FakeElement.appended;
    rootOf(text.match(/[^]{1,8}/g));
    return FakeElement.appended - before;
  };
  for (const [name, line] of Object.entries({
    paragraphs: 'Some words with **weight** in them.\n\n',
    'one long line': 'Some words with **weight** in them. ',
    'one long block of code': 'let a = b;\n',
    'one long list': '- item with `code`\n',
    'one long table': '| a | b |\n',
  })) {
    it(`for ${name}`, () => {
      const open = name.includes('code') && name.includes('block') ? '```\n' : '';
      const small = cost(open + line.repeat(400));
      const large = cost(open + line.repeat(1_600));
      assert.ok(large < small * 6, `${small} nodes for 400, ${large} for 1,600`);
    });
  }

  // Where a mark without an end made the rest be read again and again, this would not end while anybody waits.
  it('also if nothing that was opened is closed', { timeout: 300_000 }, () => {
    for (const mark of ['*a ', '**a ', '`a ', '[a ', '](', '_a ', '~~', '<', '![[', '***', '> ', '- ', '| ', '# ']) {
      const text = mark.repeat(20_000);
      rootOf([text]);
      const root = rootOf(text.slice(0, 8_000).match(/[^]{1,5}/g));
      assert.ok(root.textContent.length <= 8_000);
    }
  });
});

describe('Markdown of somebody who means harm', () => {
  const TAGS = new Set('div p h3 h4 h5 h6 strong em del code a ul ol li blockquote hr table thead tbody tr th td'.split(' '));
  const ATTRIBUTES = new Set(['href', 'target', 'rel', 'class', 'tabindex', 'start']);
  const ATTACKS = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](<javascript:alert(1)>)',
    '[x]( javascript:alert(1) "t")',
    '[x](javascript&colon;alert(1))',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](blob:https://x.example/1)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '[x](/api/sse/chat/alice/hello)',
    '[x](?client=bob)',
    '[x](https://[)',
    '![x](javascript:alert(1))',
    '![x" onerror="alert(1)](https://x.example/a.png)',
    '<javascript:alert(1)>',
    '[a](https://x.example/"onmouseover="alert(1))',
    '[[x](javascript:1)](https://x.example)',
    'https://x.example/"><script>alert(1)</script>',
    '```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
    '| <script>alert(1)</script> |\n|---|\n| [x](javascript:alert(1)) |',
    '# <svg onload=alert(1)>',
    '> <iframe srcdoc="<script>alert(1)</script>">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '`<script>`',
    '\u202e[x](javascript:alert(1))',
  ];

  const assertHarmless = (root, text) => {
    for (const node of elementsOf(root)) {
      assert.ok(TAGS.has(node.tag), `${node.tag} out of ${text}`);
      for (const [name, value] of Object.entries(node.attributes)) {
        assert.ok(ATTRIBUTES.has(name), `${name} out of ${text}`);
        if (name === 'href') assert.match(new URL(value).protocol, /^(https?|mailto):$/);
        if (name === 'class') assert.equal(value, 'table');
      }
      if (node.tag === 'a') assert.match(node.attributes.rel, /noopener/);
    }
  };

  for (const attack of ATTACKS) {
    it(`is text: ${JSON.stringify(attack)}`, () => {
      for (const pieces of [[attack], [...attack]]) assertHarmless(rootOf(pieces), attack);
    });
  }

  it('stays text in any mixture', () => {
    let state = 4711;
    const random = (below) => (state = (state * 48271) % 2147483647) % below;
    const parts = [...ATTACKS, '`', '```\n', '**', '[', '](', ')', '\n', '\n\n', '- ', '> ', '|', '\\', ' '];
    for (let i = 0; i < 3_000; i++) {
      const text = Array.from({ length: 2 + random(8) }, () => parts[random(parts.length)]).join('');
      assertHarmless(rootOf(text.match(/[^]{1,9}/g)), text);
      assert.ok(inner(rootOf(text.match(/[^]{1,4}/g))) === rendered(text), JSON.stringify(text));
    }
  });
});
