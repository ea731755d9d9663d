/**
 * A `WebSocket` without a network, whose other end is the test.
 *
 * As real ones do, it calls the handlers that are set at the time of an event, and says nothing
 * when `close()` is called until the other end answers.
 */
export class FakeSocket extends EventTarget implements WebSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;

  readonly url: string;
  readonly protocol = '';
  readonly extensions = '';
  readonly bufferedAmount = 0;
  binaryType: BinaryType = 'blob';
  readyState: 0 | 1 | 2 | 3 = 0;
  onopen: WebSocket['onopen'] = null;
  onmessage: WebSocket['onmessage'] = null;
  onerror: WebSocket['onerror'] = null;
  onclose: WebSocket['onclose'] = null;
  /** What was sent on it. */
  readonly sent: string[] = [];

  constructor(url: string) {
    super();
    this.url = url;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data !== 'string') throw new TypeError('Only text is sent here');
    this.sent.push(data);
  }

  close(): void {
    this.readyState = this.CLOSING;
  }

  /** The other end accepts. */
  accept(): void {
    this.readyState = this.OPEN;
    this.onopen?.(new Event('open'));
  }

  /** A frame from the other end. */
  receive(data: unknown): void {
    this.onmessage?.(new MessageEvent('message', { data }));
  }

  /** The other end, or the network, ends it; before `accept` this is a refused handshake. */
  end(code: number, wasClean = code !== 1006): void {
    this.readyState = this.CLOSED;
    this.onclose?.(new FakeCloseEvent(code, wasClean));
  }
}

class FakeCloseEvent extends Event implements CloseEvent {
  readonly code: number;
  readonly reason = '';
  readonly wasClean: boolean;

  constructor(code: number, wasClean: boolean) {
    super('close');
    this.code = code;
    this.wasClean = wasClean;
  }
}
