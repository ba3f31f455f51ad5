/** What the stand-in says, in fragments as small as a model's. */

const ABOUT_EN =
  'SSE Hub carries this answer to you, word by word, over Server-Sent Events. You asked one node; a worker wrote the ' +
  'answer into your channel, an ordered log; and the node you listen to reads it from there.\n\n' +
  'Every event has a position in that log, and your browser remembers the last one it has seen. So when the connection ' +
  'breaks, it comes back to any node, says where it was, and goes on from exactly there. No node keeps anything that ' +
  'matters: not your place, not the text.\n\n' +
  'Try it: press “Cut the connection” while I am still talking, or reload the page. Nothing is missing and nothing is ' +
  'said twice.';

const ABOUT_ZH =
  '这段回答正通过 SSE Hub 一个字一个字地送到您面前。您向其中一个节点提问，后台的工作进程把回答写进属于您的频道——一份有序的日志，' +
  '而您正在收听的节点从那里读取。\n\n' +
  '日志里的每个事件都有自己的位置，浏览器会记住最后看到的那一个。所以连接断开之后，无论回到哪个节点，只要报出位置，就能从那里接着读，' +
  '不会少一个字，也不会重复一个字。\n\n' +
  '不妨试一试：在我还没说完的时候按下“切断连接”，或者刷新页面。';

const GREETING_EN = 'Hello! Nice to meet you. I am the built-in voice of SSE Hub. Ask me what this is, or cut the connection and watch what happens.';
const GREETING_ZH = '你好！很高兴见到您。我是 SSE Hub 自带的小助手。您可以问我这是什么，也可以在我说话的时候切断连接，看看会发生什么。';

const MARKDOWN = `## What text can look like

Words can be **strong**, *stressed*, ~~struck out~~ or \`code\`, and they can be [links](https://developer.mozilla.org/docs/Web/API/EventSource).

1. A log per client,
2. a cursor per connection:
   - it is in every event,
   - it is all a browser has to remember.

> Whoever is behind reads the log.

\`\`\`js
const events = new EventSource('/api/sse/connect/alice');
events.addEventListener('messageFragment', (event) => {
  console.log(JSON.parse(event.data).content, 'and a line that is long enough to scroll sideways on any phone');
});
\`\`\`

| who | keeps |
| --- | --- |
| a node | nothing that matters |
| Redis | the log |

That is all there is to it.`;

/** @param {string} question @returns {string[]} what comes before the answer, apart from it */
export function reasoningOf(question) {
  return /think|想/.test(question) ? pieces('The user wants me to think. A log is ordered; a cursor is a place in it. So the answer is short.') : [];
}

/** @param {string} question @returns {string[]} */
export function answerOf(question) {
  if (/markdown/i.test(question)) return MARKDOWN.match(/[^]{1,7}/g);
  const chinese = /[\u4e00-\u9fff]/.test(question);
  if (/^(hi|hello|你好|您好)[\s!！。.]*$/i.test(question.trim())) return pieces(chinese ? GREETING_ZH : GREETING_EN);
  return pieces(chinese ? ABOUT_ZH : ABOUT_EN);
}

function pieces(text) {
  return text.match(/[\u3000-\uffef“”—]{1,3}|[^\s\u3000-\uffef]+\s*|\s+/g);
}
