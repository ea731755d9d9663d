/**
 * What the guide of the AI Doctor shows a React programmer: each token is a state of its own, and
 * the reply so far is one plain text with a cursor behind it.
 */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { present } from './feed.ts';

type Listener = (token: string) => void;

present((place) => {
  const root = createRoot(place);
  const listeners = new Set<Listener>();
  const listen = (listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  flushSync(() => root.render(<ChatBot listen={listen} />));
  return {
    push: (token) => listeners.forEach((listener) => listener(token)),
    unmount: () => root.unmount(),
  };
});

function ChatBot({ listen }: { listen: (listener: Listener) => () => void }) {
  const [response, setResponse] = useState('');
  // The tokens come from outside React.
  useEffect(() => listen((token) => setResponse((soFar) => soFar + token)), [listen]);
  return (
    <div className="messages">
      <div className="assistant streaming">
        {response}
        <span className="cursor">|</span>
      </div>
    </div>
  );
}
