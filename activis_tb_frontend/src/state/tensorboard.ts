/** TensorBoard's messages to a plugin's frame: it says when runs or their data changed. */

interface Message {
  type: string;
  id: number;
  isReply?: boolean;
}

const CHANGES = new Set(["experimental.RunsChanged", "experimental.DataReloaded"]);

/** Calls back whenever TensorBoard reports new runs or data; returns how to stop. Opened stand-alone, nobody ever does. */
export function listenToTensorBoard(changed: () => void): () => void {
  const channel = new MessageChannel();
  const port = channel.port1;
  port.onmessage = (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as Message;
    if (message.isReply) return;
    const reply = { type: message.type, id: message.id, payload: null, error: null, isReply: true };
    port.postMessage(JSON.stringify(reply));
    if (CHANGES.has(message.type)) changed();
  };
  if (window.parent !== window) window.parent.postMessage("experimental.bootstrap", "*", [channel.port2]);
  return () => port.close();
}
