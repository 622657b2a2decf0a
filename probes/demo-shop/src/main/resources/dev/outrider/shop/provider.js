// The provider's form, and the bank's within it: each tells the page around it when it is content, and nobody else anything.
const form = document.querySelector('form');
const say = (text) => {
  document.querySelector('#say').textContent = text;
};
const post = async (path, body) => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { ok: answer.ok, ...(await answer.json()) };
};

const pay = async ({ number }) => {
  const { ok, challenge, problem } = await post('/provider/card', { card: number });
  if (!ok) {
    say(problem);
    return;
  }
  const bank = document.createElement('iframe');
  bank.name = 'challenge';
  bank.title = 'Your bank';
  bank.src = challenge;
  form.replaceWith(bank);
  addEventListener('message', ({ source, data }) => {
    if (source === bank.contentWindow && data.authenticated) parent.postMessage({ card: `tok-${number.slice(-4)}` }, '*');
  });
};

const confirm = async ({ code }) => {
  const { authenticated } = await post('/provider/challenge', { code });
  if (authenticated) parent.postMessage({ authenticated }, '*');
  else say('This is not the code.');
};

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const entered = Object.fromEntries(new FormData(form));
  (form.id === 'card' ? pay : confirm)(entered);
});
// Before this nobody listens, and a click would send the form away.
form.querySelector('button').disabled = false;
