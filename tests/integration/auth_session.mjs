// A browser's way through sign-up, sign-in, refresh and sign-out, printed as one line of JSON.
import { createClient } from "@supabase/supabase-js";

const { SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY, EMAIL } = process.env;
const password = "correct horse";
const options = { auth: { persistSession: false } };
const client = createClient(SUPABASE_URL, SUPABASE_ANON_KEY, options);
const admin = createClient(SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY, options);
const fault = (answer) => [answer.error?.name, answer.error?.status, answer.error?.code];
const said = {};

const signedUp = await client.auth.signUp({ email: EMAIL, password, options: { data: { name: "Ann" } } });
const user = signedUp.data.user;
said.signUp = [user.email, user.user_metadata.name, user.identities.length, !!signedUp.data.session];
said.taken = fault(await client.auth.signUp({ email: EMAIL, password }));
said.weak = fault(await client.auth.signUp({ email: "weak@example.com", password: "123" }));
said.wrong = fault(await client.auth.signInWithPassword({ email: EMAIL, password: "wrong horse" }));
said.missing = fault(await client.auth.signInWithOtp({ email: EMAIL }));

const signedIn = await client.auth.signInWithPassword({ email: EMAIL, password });
said.role = signedIn.data.user.role;
const refreshed = await client.auth.refreshSession();
said.refreshed = refreshed.data.session.refresh_token !== signedIn.data.session.refresh_token;
said.sameUser = (await client.auth.getUser()).data.user.id === user.id;
said.claims = (await client.auth.getClaims()).data.claims.email === EMAIL;
said.changed = (await client.auth.updateUser({ data: { name: "Bo" } })).data.user.user_metadata;

const listed = await admin.auth.admin.listUsers({ page: 1, perPage: 1 });
said.listed = [listed.data.users.length, listed.data.total >= 1];
said.notAdmin = fault(await client.auth.admin.listUsers());
said.signedOut = fault(await client.auth.signOut());
said.ended = fault(await client.auth.getUser(refreshed.data.session.access_token));
said.removed = fault(await admin.auth.admin.deleteUser(user.id));
said.gone = fault(await admin.auth.admin.getUserById(user.id));
const anonymous = await client.auth.signInAnonymously();
said.anonymous = anonymous.data.user.is_anonymous;
await client.auth.signOut();
console.log(JSON.stringify(said));
process.exit(0);
