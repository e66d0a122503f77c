// server.js - the peer of ./dev bench: three routes as the API has them, on
// Fastify and node-postgres.
// SPDX-License-Identifier: Apache-2.0
//
//     node server.js CONFIG SOCKET
//
// The statements are the API's own files, prepared once by name; the answer is
// the text that PostgreSQL printed. Where there is a choice it is made in the
// peer's favour: no log, no rate limit, no second look at what a client sent,
// tokens remembered once they were verified, and a receipt over the bytes as
// they came.
'use strict'
const crypto = require('node:crypto')
const fs = require('node:fs')
const fastify = require('fastify')
const { Pool } = require('pg')

const config = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const jwtKey = Buffer.from(config.jwt_key, 'hex')
const signingKey = crypto.createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(config.receipt_key, 'hex')]),
  format: 'der',
  type: 'pkcs8'
})

// All statements of a transaction are sent before the first answer is awaited.
const pool = user => new Pool({
  host: config.host,
  database: config.database,
  user,
  max: config.connections,
  min: config.connections,
  options: config.options,
  pipeline: true
})
const staff = pool('app_staff')
const nobody = pool('app_public')

// One statement: with a name it is prepared once in each connection.
const ask = (client, name, values) =>
  client.query({ name, text: config.statements[name], values })

class Refused extends Error {
  constructor (statusCode, message) {
    super(message)
    this.statusCode = statusCode
  }
}

// ---- tokens

const known = new Map()

function verify (token) {
  const [header, claims, signature] = token.split('.')
  const right = crypto.createHmac('sha256', jwtKey)
    .update(`${header}.${claims}`).digest()
  const given = Buffer.from(signature ?? '', 'base64url')
  if (given.length !== right.length ||
      !crypto.timingSafeEqual(given, right)) {
    throw new Refused(401, 'not ours')
  }
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

function session (request) {
  const token = (request.headers.authorization ?? '').slice('Bearer '.length)
  const now = Date.now() / 1000
  let claims = known.get(token)
  if (claims === undefined) {
    claims = verify(token)
    known.set(token, claims)
  }
  if (claims.exp <= now || claims.nbf > now + 60 || claims.typ !== 'access' ||
      claims.iss !== config.issuer || claims.aud !== 'fairlot') {
    throw new Refused(401, 'not valid now')
  }
  return claims.sid
}

// ---- answers

// Says no only after every answer has come: the connection goes on.
async function answers (steps) {
  const all = await Promise.allSettled(steps)
  const failed = all.find(one => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return all.map(one => one.value)
}

function send (reply, status, text) {
  const digest = crypto.createHash('sha256').update(text).digest()
  return reply.code(status)
    .header('Content-Type', 'application/json')
    .header('ETag', `"${digest.subarray(0, 16).toString('base64url')}"`)
    .header('X-Request-Id', crypto.randomUUID())
    .header('Cache-Control', 'no-store')
    .send(text)
}

function sendList (reply, { body, next }) {
  const cursor = next === null
    ? null
    : Buffer.from(next).toString('base64url')
  return send(reply, 200, `{"items":${body},"next":${JSON.stringify(cursor)}}`)
}

// ---- routes

const app = fastify({ logger: false })

app.get('/v1/directory', {
  schema: {
    querystring: {
      type: 'object',
      properties: {
        near: { type: 'string', maxLength: 10 },
        radius_miles: { type: 'number', minimum: 0.01, maximum: 500 },
        limit: { type: 'integer', minimum: 1, maximum: 100, default: 50 }
      }
    }
  }
}, async (request, reply) => {
  const q = request.query
  const found = await ask(nobody, 'directory_search',
    [q.near, q.radius_miles, null, null, null, null, q.limit])
  return sendList(reply, found.rows[0])
})

app.get('/v1/referrals', async (request, reply) => {
  const sid = session(request)
  const client = await staff.connect()
  try {
    const [, , page] = await answers([
      client.query('BEGIN READ ONLY'),
      ask(client, 'enter', [sid]),
      ask(client, 'referral_list', [null, null, 50, ...Array(7).fill(null)]),
      client.query('COMMIT')])
    return sendList(reply, page.rows[0])
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
})

const text = { type: 'string', maxLength: 10000 }
const codes = { type: 'array', maxItems: 100, items: text }

app.put('/v1/referrals/:referral/bids/:home', {
  schema: {
    body: {
      type: 'object',
      required: ['children', 'needs_met', 'features_met', 'statement'],
      properties: {
        children: { type: 'array', maxItems: 20, items: { type: 'object' } },
        needs_met: codes,
        features_met: codes,
        statement: text,
        available_from: text
      }
    }
  }
}, async (request, reply) => {
  const { referral, home } = request.params
  const sid = session(request)
  const client = await staff.connect()
  try {
    const opened = await answers([
      client.query('BEGIN'),
      ask(client, 'enter', [sid]),
      ask(client, 'request_name', [crypto.randomUUID()]),
      ask(client, 'lock_shared', [`referral_id ${referral}`, 'provider']),
      ask(client, 'lock_own', [`referral_id ${referral}/${home}`, 'provider']),
      ask(client, 'own_bid_standing', [referral, home])])
    const s = opened.at(-1).rows[0]
    if (s === undefined) throw new Refused(404, 'not there')
    const [price, sealed, sha256, signature] = seal(s, request.body)
    const stored = await answers([
      ask(client, 'own_bid_store', [referral, home, s.bid_id, s.version,
        sealed, sha256, s.now_at, signature]),
      ask(client, 'event_insert', ['bid.placed', s.bid_id, referral, null]),
      ask(client, 'own_bid_show', [referral, home]),
      client.query('COMMIT')])
    return send(reply, 201, receipt(stored[2].rows[0].body, price))
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
})

// The price is not worked out: it is the core, and what the bid says.
function seal (s, bid) {
  const variable = bid.children.flatMap(c => c.variable ?? [])
  const price = Object.values(JSON.parse(s.terms).core_pence)
    .concat(variable.map(v => v.amount_pence)).reduce((a, b) => a + b, 0)
  const sealed = Buffer.from(JSON.stringify({ price_pence: price, bid }))
  const sha256 = crypto.createHash('sha256').update(sealed).digest('hex')
  const signature = crypto.sign(null, Buffer.from(
    `fairlot-receipt-v1\n${s.bid_id}\n${s.version}\n${sha256}\n` +
    s.received_at), signingKey).toString('base64')
  return [price, sealed, sha256, signature]
}

// What the database shows of a sealed bid, with the price that it does not know.
function receipt (body, price) {
  const { explanation_due_at: due, bid, ...shown } = JSON.parse(body)
  return JSON.stringify({ ...shown, price_pence: price })
}

app.listen({ path: process.argv[3] })
