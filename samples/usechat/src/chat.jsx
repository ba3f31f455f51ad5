import { useChat } from '@ai-sdk/react';
import { useState } from 'react';

/** A chat by the AI SDK's own hook; that there is a hub behind it shows nowhere. */
export function Chat({ id, transport, said }) {
  // resume: an answer that was running when the page was left goes on.
  const { messages, sendMessage, stop, status, error } = useChat({ id, transport, messages: said, resume: true });
  const [question, setQuestion] = useState('');
  const running = status === 'submitted' || status === 'streaming';

  function ask(event) {
    event.preventDefault();
    if (question.trim() === '' || running) return;
    sendMessage({ text: question });
    setQuestion('');
  }

  return (
    <main data-status={status}>
      <h1>useChat over SSE Hub</h1>
      {messages.map((message) => (
        <section key={message.id} className={message.role}>
          {message.parts.map((part, at) => (part.type === 'text' || part.type === 'reasoning') && <p key={at} className={part.type}>{part.text}</p>)}
        </section>
      ))}
      {error && <p role="alert">{error.message}</p>}
      <form onSubmit={ask}>
        <input aria-label="Question" value={question} onChange={(event) => setQuestion(event.target.value)} />
        {running ? <button type="button" onClick={stop}>Stop</button> : <button type="submit">Ask</button>}
      </form>
    </main>
  );
}
