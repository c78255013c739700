export async function load(board) {
  const people = await fetch("/api/people"); // expect: sequential-independent-awaits
  const names = await people.json();
  const cards = await fetch(`/api/boards/${board}/cards`);
  return { names, cards: await cards.json() };
}
