// Observes the Web Vitals of a page from its beginning; what was observed is read with vitals().
(() => {
  if (window !== window.top) return;
  const seen = { cls: 0 };
  const observe = (type, each, more) => {
    try {
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
    } catch {
      // A kind of entry that this browser does not know stays unobserved.
    }
  };
  observe('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.fcp = entry.startTime;
  });
  let painted;
  const paint = new Promise((come) => {
    painted = come;
  });
  observe('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime;
    painted();
  });
  // Shifts count in windows: at most a second apart, five seconds long. The worst window is the page's.
  let sum = 0, first = 0, last = 0;
  observe('layout-shift', (entry) => {
    if (entry.hadRecentInput) return;
    const within = entry.startTime - last < 1000 && entry.startTime - first < 5000;
    sum = within ? sum + entry.value : entry.value;
    if (!within) first = entry.startTime;
    last = entry.startTime;
    seen.cls = Math.max(seen.cls, sum);
  });
  // The slowest interaction; quicker ones than a frame are not reported, so that any interaction counts as one frame at least.
  const interaction = (ms) => {
    seen.inp = Math.max(seen.inp || 0, ms);
  };
  observe('event', (entry) => entry.interactionId && interaction(entry.duration), { durationThreshold: 16 });
  ['pointerdown', 'keydown'].forEach((type) => addEventListener(type, () => interaction(16), { capture: true }));
  Object.defineProperty(window, Symbol.for('outrider.vitals'), {
    value: async (ms) => {
      await Promise.race([paint, new Promise((over) => setTimeout(over, ms))]);
      const [navigation] = performance.getEntriesByType('navigation');
      return navigation && navigation.responseStart > 0 ? { ...seen, ttfb: navigation.responseStart } : { ...seen };
    },
  });
})();
