// Does the steps of script.py with supabase-js; writes what came back as one JSON list.
// node drive.mjs STEPS.json SAID.json
import { readFileSync, writeFileSync } from "node:fs";
import { createClient } from "@supabase/supabase-js";

const { url, keys, steps } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const clients = {};
const channels = {};
const kept = {};
const PATIENCE = 20_000;

function clientOf(who) {
  const auth = { persistSession: false, autoRefreshToken: false };
  clients[who] ??= createClient(url, keys[who] ?? keys.anon, { auth });
  return clients[who];
}

function resolved(value) {
  if (typeof value === "string" && value.startsWith("$")) {
    return value.slice(1).split(".").reduce((found, key) => found[key], kept);
  }
  if (Array.isArray(value)) return value.map(resolved);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each)]));
  }
  return value;
}

function queue() {
  const items = [];
  const waiting = [];
  return {
    put: (item) => (waiting.length ? waiting.shift()(item) : items.push(item)),
    get: () =>
      items.length
        ? Promise.resolve(items.shift())
        : new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error("nothing came")), PATIENCE);
            waiting.push((item) => (clearTimeout(timer), resolve(item)));
          }),
  };
}

const watching = {
  async watch(who, entry) {
    const system = queue();
    const heard = queue();
    const channel = clientOf(who).channel(entry.table);
    channel.on("system", {}, (message) => message.extension === "postgres_changes" && system.put(message));
    channel.on("postgres_changes", { event: "*", schema: "public", ...entry }, (change) =>
      heard.put({ type: change.eventType, record: change.new, old: change.old }),
    );
    channel.subscribe();
    channels[who] = { channel, system, heard };
    return system.get();
  },
  async heard(who, count) {
    const found = [];
    while (found.length < count) found.push(await channels[who].heard.get());
    return found;
  },
  async renew(who, token) {
    await clientOf(who).realtime.setAuth(token);
    return channels[who].system.get();
  },
  async unwatch(who) {
    await clientOf(who).removeChannel(channels[who].channel);
    return null;
  },
};

async function done(who, call) {
  const [[name, ...args]] = call;
  if (name in watching) return { data: await watching[name](who, ...resolved(args)), error: null };
  let target = clientOf(who);
  for (const [path, ...given] of call) {
    const names = path.split(".");
    const method = names.pop();
    const owner = names.reduce((found, each) => found[each], target);
    target = owner[method](...resolved(given));
  }
  return await target;
}

const said = [];
for (const [number, step] of steps.entries()) {
  await fetch(`${url}/__step/${number}`);
  const { data, error, count } = await done(step.who, step.call);
  if (step.keep) kept[step.keep] = data;
  const { code, message, details, hint } = error ?? {};
  said.push({ data: data ?? null, count: count ?? null, error: error ? { code, message, details, hint } : null });
}
writeFileSync(process.argv[3], JSON.stringify(said));
process.exit(0);
