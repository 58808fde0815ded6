import { connectStore } from '../../src/store/connect.ts';
import { startDeliverWorker } from '../../src/store/deliver-worker.ts';

// A process that begins a delivery and never ends it, to be killed: `node deliver-process.ts <redis url>`; prints the delivery's id.
const store = await connectStore({ address: process.argv[2] ?? '' });
startDeliverWorker(store, {
  lockMs: 1000,
  stalledCheckMs: 500,
  handle(delivery) {
    console.log(delivery.id);
    return new Promise(() => undefined);
  },
});
