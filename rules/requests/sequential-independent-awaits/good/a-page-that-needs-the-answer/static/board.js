export async function load() {
  const board = await fetch("/api/board");
  const { id } = await board.json();
  const cards = await fetch(`/api/boards/${id}/cards`);
  const saved = await fetch("/api/seen", { method: "POST" });
  return [cards, saved];
}

export async function both() {
  const first = await fetch("/api/first");
  if (!first.ok) {
    return null;
  }
  const second = await fetch("/api/second");
  return [first, second];
}
