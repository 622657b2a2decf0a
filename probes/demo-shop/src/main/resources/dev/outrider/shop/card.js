// The shop's page around the card's frame: a banner that comes late, and the order once the provider has the money.
const say = (text) => {
  document.querySelector('#say').textContent = text;
};
const order = Object.fromEntries(new FormData(document.querySelector('#order')));
const frame = document.querySelector('iframe[name=card]');

const post = async (path, body) => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': order.csrf, 'idempotency-key': order.key },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
};

addEventListener('message', async ({ origin, data }) => {
  if (origin !== new URL(frame.src).origin || !data.card) return;
  say('One moment …');
  try {
    const placed = await post('/api/orders', { cart: order.cart });
    await post(`/api/orders/${placed.order.id}/pay`, { card: data.card });
    location.assign(`/orders/${placed.order.id}`);
  } catch (failed) {
    console.error(failed);
    say('The card was declined.');
  }
});

const banner = () => {
  const over = document.createElement('div');
  over.className = 'banner';
  over.setAttribute('role', 'dialog');
  over.setAttribute('aria-label', 'Cookies');
  over.append('May we remember that you were here? ');
  const accept = over.appendChild(document.createElement('button'));
  accept.textContent = 'Accept all';
  accept.addEventListener('click', () => {
    document.cookie = 'consent=all; path=/; samesite=lax';
    over.remove();
  });
  document.body.append(over);
};
if (!document.cookie.includes('consent=')) setTimeout(banner, 300);
