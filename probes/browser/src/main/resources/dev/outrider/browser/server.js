// Starts the one Chromium of a process, says on standard output where it can be driven, and ends with whoever started it.
const [, , playwright, options] = process.argv;
const { chromium } = require(playwright);

chromium.launchServer(JSON.parse(options)).then(
  (server) => {
    const end = () => server.kill().finally(() => process.exit(0));
    server.on('close', () => process.exit(0));
    process.stdin.on('end', end);
    process.stdin.on('error', end);
    process.stdin.resume();
    console.log('ready ' + server.wsEndpoint());
  },
  (failed) => {
    console.log('failed ' + String(failed.message).replace(/\s+/g, ' '));
    process.exit(1);
  },
);
