// Drives the files of docs/dashboard.md against a stack: `node dashboard.mjs STEP [ARGUMENT]`; prints one JSON value.
import { pathToFileURL } from 'node:url'

const file = (name) => import(pathToFileURL(`${process.cwd()}/${name}.ts`).href)
const env = process.env
const { connect } = await file('db')
const db = connect(env.SUPABASE_URL, env.SUPABASE_ANON_KEY)
const signedIn = await db.auth.signInWithPassword({ email: env.EMAIL, password: env.PASSWORD })
if (signedIn.error) throw signedIn.error

const steps = {
  async page(filters) {
    const { page } = await file('page')
    const pages = []
    for (let number = 0; ; number++) {
      const { data, count, error } = await page(db, filters, number, 2)
      if (error) throw new Error(JSON.stringify(error))
      pages.push(data.map((row) => row.conversation_id))
      if (pages.flat().length >= count) return { pages, count }
    }
  },
  async detail(id) {
    const { detail } = await file('detail')
    const { data, error } = await detail(db, id)
    if (error) throw new Error(JSON.stringify(error))
    return data
  },
  async refusals() {
    const { refusal } = await file('refusal')
    const { start, steer } = await file('start')
    const { detail } = await file('detail')
    const { page } = await file('page')
    const jobs = db.from('generation_jobs')
    const first = await start(db, ['fp_marcus_011'], 2)
    const asked = {
      live: await start(db, ['fp_marcus_011']),
      unknown: await start(db, ['fp_nobody_999']),
      option: await jobs.insert({ job_type: 'process_all', options: { speed: 'fast' } }),
      cap: await start(db, ['fp_david_014'], -1),
      running: await steer(db, first.data.id, 'resume'),
      missing: await detail(db, 'fp_nobody_999'),
      past: await page(db, {}, 99),
    }
    await steer(db, first.data.id, 'cancel')
    return Object.fromEntries(Object.entries(asked).map(([name, answer]) =>
      [name, { status: answer.status, ...refusal(answer.error) }]))
  },
  async banner() {
    const { banner, workers } = await file('banner')
    const { start, steer } = await file('start')
    const { data: job, error } = await start(db, ['fp_marcus_011'])
    if (error) throw new Error(JSON.stringify(error))
    const paused = await steer(db, job.id, 'pause')
    const found = await workers(db)
    await steer(db, job.id, 'cancel')
    return { waiting: banner(job), paused: banner(paused.data), workers: found.data, error: found.error }
  },
  // Mounts, unmounts and mounts as React's strict mode does, and tells each row as it is shown.
  async watch(id) {
    const { watchJob } = await file('watch')
    const shown = []
    const late = []
    const unmount = watchJob(db, id, (table, row) => late.push([table, row.id]))
    unmount()
    const beforeSecond = late.length
    const stop = await new Promise((resolve) => {
      const effect = watchJob(db, id, (table, row) => {
        shown.push([table, row.id, row.updated_at ?? row.at])
        if (table === 'generation_jobs' && row.status === 'in_progress') console.error('in_progress')
        if (table === 'generation_events' && row.stage === 'completed') resolve(effect)
      })
    })
    stop()
    return { shown, late: late.length - beforeSecond, channels: db.getChannels().length }
  },
}

const [step, argument] = process.argv.slice(2)
const answer = await steps[step](argument && JSON.parse(argument))
// The client's own timers would keep the process for ten seconds.
process.stdout.write(JSON.stringify(answer), () => process.exit(0))
