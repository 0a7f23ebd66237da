// amqp-consumer.mjs <port> <queue> <selector>: takes one message from the broker by AMQP 1.0 and prints it as JSON.
//
// What an ERP that is not written in Java does: a receiver with a selector, which the broker evaluates, on a queue that
// exists already. AMQP_USER and AMQP_PASSWORD come from the environment; without them the login is anonymous.
import rhea from 'rhea';

const [port, queue, selector] = process.argv.slice(2);
const { AMQP_USER: username, AMQP_PASSWORD: password } = process.env;

const connection = rhea.create_container().connect({
  host: 'localhost',
  port: Number(port),
  reconnect: false,
  ...(username ? { username, password } : {}),
});
const giveUp = setTimeout(() => fail('no message within 20 s'), 20_000);

connection.open_receiver({
  source: {
    address: queue,
    capabilities: ['queue'],
    filter: rhea.filter.selector(selector),
  },
  credit_window: 0,
  autoaccept: false,
}).add_credit(1);

connection.on('message', ({ message, delivery }) => {
  delivery.accept();
  console.log(JSON.stringify({
    type: message.subject,
    correlation_id: message.correlation_id,
    durable: message.durable,
    properties: message.application_properties,
    body: JSON.parse(message.body),
  }));
  clearTimeout(giveUp);
  connection.close();
});

for (const event of ['receiver_error', 'connection_error', 'disconnected']) {
  connection.on(event, (context) => {
    const error = context.receiver?.error ?? context.connection?.error ?? context.error;
    if (error) {
      fail(`${event}: ${error.condition ?? ''} ${error.description ?? error.message ?? error}`);
    }
  });
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
