/** The sandbox's control API: one function a call. Addresses are relative, so the page works under any prefix. */

/** A refusal of the sandbox; its message is a sentence for a person. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} status HTTP status, 0 when there was no answer
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * Calls the sandbox and returns its answer.
 * @param {string} path with its query
 * @param {object} [body] sent as JSON by POST when given
 * @returns {Promise<any>}
 */
async function call(path, body) {
  const request = body === undefined
    ? { cache: "no-store" }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(`sandbox/${path}`, request);
  } catch {
    throw new ApiError("Песочница не отвечает. Проверьте, что она запущена.", 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    throw new ApiError(answer?.error ?? `Песочница ответила ошибкой ${response.status}.`, response.status);
  }
  return answer;
}

/**
 * What a person sees: the clock, the people, the conversations.
 * @param {number|null} as without it, whatever does not depend on a person
 */
export const world = (as) => call(as === null ? "world" : `world?as=${as}`);

/** Messages of a conversation, oldest first. */
export const messages = (as, peer) => call(`messages?as=${as}&peer=${peer}`);

/**
 * Writes a message.
 * @param {number} as
 * @param {number} peer
 * @param {{text?: string, replyTo?: number|null, attachments?: object[], forwards?: object[]}} message `replyTo` is a
 *   conversation message id
 */
export const send = (as, peer, { text = "", replyTo = null, attachments = [], forwards = [] }) =>
  call("messages", { as, peer, text, reply_to: replyTo, attachments, forwards });

/** Edits a message of one's own. */
export const edit = (as, peer, cmid, text) => call("messages/edit", { as, peer, conversation_message_id: cmid, text });

/** Presses a button of a message's keyboard. */
export const press = (as, peer, cmid, row, column) =>
  call("press", { as, peer, conversation_message_id: cmid, row, column });

/** Opens a link of VK's, which leads to a chat or to the bot. */
export const openLink = (as, link) => call("open", { as, link });

/** Creates a chat that `as` owns. */
export const createChat = (as, title, members) => call("chats", { as, title, members });

/** Brings someone into a chat; `how` is one of VK's ways to join. */
export const addMember = (as, peer, member, how) => call("members", { as, peer, member, how });

/** Removes someone from a chat, or leaves it. */
export const removeMember = (as, peer, member) => call("members/remove", { as, peer, member });

/** Makes someone an administrator of a chat, or takes it back. */
export const setAdmin = (as, peer, member, admin) => call("admins", { as, peer, member, admin });

/** Turns the clock forward. */
export const advanceClock = (seconds) => call("clock", { advance: seconds });

/** Calls of the bot to VK with numbers above `since`. */
export const calls = (since) => call(`calls?since=${since}`);

/** Makes VK fail the next calls of a method. */
export const injectFault = (fault) => call("faults", fault);

/** Switches something that VK can do on or off. */
export const setCapability = (name, on) => call("capabilities", { [name]: on });

/** What the detectors say of a text; `late`: as if it came in late hours. */
export const detect = (text, late) => call("detect", { text, late });

const EVENTS = ["change", "popup", "clock", "call"];
const RETRY_MS = 1000;

/**
 * Listens to what happens, for one person; comes back by itself when the sandbox restarts.
 * @param {number} as
 * @param {{event: (type: string, data: any) => void, open: () => void, lost: () => void}} listener
 * @returns {() => void} stops listening
 */
export function listen(as, listener) {
  let source = null;
  let timer = 0;
  let stopped = false;

  const connect = () => {
    source = new EventSource(`sandbox/stream?as=${as}`);
    source.onopen = listener.open;
    source.onerror = () => {
      source.close();
      if (stopped) return;
      listener.lost();
      clearTimeout(timer);
      timer = setTimeout(connect, RETRY_MS);
    };
    for (const type of EVENTS) {
      source.addEventListener(type, (event) => listener.event(type, JSON.parse(event.data)));
    }
  };

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source.close();
  };
}
