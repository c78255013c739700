const EVERY = 2 * 1000;

async function load() {
  const answer = await fetch("/api/jobs?open=1");
  show(await answer.json());
}

setInterval(load, EVERY); // expect: short-interval-polling
