/** What a spool must know of a message. */
export interface Spoolable {
  /** Its stream. */
  readonly stream: number;
  /** Its function. */
  readonly function: number;
  /** The length of its body. */
  readonly bytes: number;
}

/** A list that shares its rest with others. */
export interface SpoolCell<Message> {
  /** The first message. */
  readonly message: Message;
  /** The others. */
  readonly rest: SpoolCell<Message> | undefined;
}

/**
 * Messages in order, as a value: no function below changes one, and a new one shares what it can with the old one. Adding
 * and taking cost the same however long the queue is.
 */
export interface SpoolQueue<Message extends Spoolable> {
  /** Number of messages. */
  readonly count: number;
  /** Number of bytes of their bodies. */
  readonly bytes: number;
  /** The oldest messages, the oldest first. */
  readonly front: SpoolCell<Message> | undefined;
  /** The newest messages, the newest first. */
  readonly back: SpoolCell<Message> | undefined;
}

/** A queue of `messages`, the oldest first. */
export function queueOf<Message extends Spoolable>(messages: readonly Message[]): SpoolQueue<Message> {
  const front = messages.reduceRight<SpoolCell<Message> | undefined>(
    (rest, message) => ({ message, rest }),
    undefined,
  );
  return {
    count: messages.length,
    bytes: messages.reduce((sum, { bytes }) => sum + bytes, 0),
    front,
    back: undefined,
  };
}

/** The queue with `message` at its end. */
export function append<Message extends Spoolable>(
  queue: SpoolQueue<Message>,
  message: Message,
): SpoolQueue<Message> {
  const { count, bytes, front, back } = queue;
  return { count: count + 1, bytes: bytes + message.bytes, front, back: { message, rest: back } };
}

/** The queue with `message` before its oldest one. */
export function prepend<Message extends Spoolable>(
  queue: SpoolQueue<Message>,
  message: Message,
): SpoolQueue<Message> {
  const { count, bytes, front, back } = queue;
  return { count: count + 1, bytes: bytes + message.bytes, front: { message, rest: front }, back };
}

/** The oldest message, and the queue without it; undefined if there is none. */
export function takeOldest<Message extends Spoolable>(
  queue: SpoolQueue<Message>,
): { readonly message: Message; readonly queue: SpoolQueue<Message> } | undefined {
  const { count, bytes } = queue;
  const front = queue.front ?? reversed(queue.back);
  if (front === undefined) return undefined;
  const back = queue.front === undefined ? undefined : queue.back;
  const { message, rest } = front;
  return { message, queue: { count: count - 1, bytes: bytes - message.bytes, front: rest, back } };
}

/** All messages, the oldest first. */
export function messagesOf<Message extends Spoolable>(queue: SpoolQueue<Message>): Message[] {
  const messages: Message[] = [];
  for (let cell = queue.front; cell !== undefined; cell = cell.rest) messages.push(cell.message);
  for (let cell = reversed(queue.back); cell !== undefined; cell = cell.rest) messages.push(cell.message);
  return messages;
}

function reversed<Message>(list: SpoolCell<Message> | undefined): SpoolCell<Message> | undefined {
  let turned: SpoolCell<Message> | undefined;
  for (let cell = list; cell !== undefined; cell = cell.rest) {
    turned = { message: cell.message, rest: turned };
  }
  return turned;
}
