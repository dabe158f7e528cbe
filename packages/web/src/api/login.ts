import { sendCall } from './client.ts'
import { session } from './session.ts'

export interface Credentials {
  /** With its realm: `anna@pve` */
  readonly username: string
  readonly password: string
}

/** A login that a second factor must complete. */
export interface SecondFactor {
  readonly username: string
  /** Kinds that the user has: `totp`, `recovery`, `webauthn`, `yubico`. */
  readonly kinds: readonly string[]
  readonly challenge: string
  /** What a security key must sign. */
  readonly webauthn?: { readonly publicKey: PublicKeyCredentialRequestOptionsJSON } | undefined
}

interface SessionAnswer {
  readonly username: string
  readonly CSRFPreventionToken?: string
  readonly clustername?: string
  readonly expire?: number
  readonly NeedTFA?: 0 | 1
  readonly challenge?: string
}

/** What a challenge ticket asks for: the part of it between the markers is JSON. */
function factorsIn(challenge: string): Pick<SecondFactor, 'kinds' | 'webauthn'> {
  const text = /^PVE:!tfa!([^:]*):/.exec(challenge)?.[1]
  if (text === undefined) return { kinds: ['totp'] }
  const asked = JSON.parse(decodeURIComponent(text)) as Record<string, unknown>
  const kinds = Object.keys(asked).filter(kind => {
    const value = asked[kind]
    return value !== null && value !== false && value !== 'unavailable' && !(Array.isArray(value) && value.length === 0)
  })
  return { kinds, webauthn: asked.webauthn as SecondFactor['webauthn'] }
}

function taken(answer: SessionAnswer): SecondFactor | undefined {
  if (answer.NeedTFA === 1 && answer.challenge !== undefined)
    return { username: answer.username, challenge: answer.challenge, ...factorsIn(answer.challenge) }
  session.begin({
    user: answer.username,
    csrfToken: answer.CSRFPreventionToken,
    clusterName: answer.clustername,
    expire: answer.expire,
  })
  return undefined
}

const post = async (body: Record<string, unknown>) =>
  taken((await sendCall({ method: 'POST', path: '/access/session', body })).data as SessionAnswer)

/** Logs in; answers the second factor that is needed, or undefined when that is all. */
export async function login({ username, password }: Credentials): Promise<SecondFactor | undefined> {
  return await post({ username, password })
}

/** `response`: `totp:123456`, `recovery:...`, `webauthn:{...}`. */
export async function answerSecondFactor(factor: SecondFactor, response: string): Promise<SecondFactor | undefined> {
  return await post({ username: factor.username, password: response, 'tfa-challenge': factor.challenge })
}

/** Lengthens the present session. */
export async function renewSession(): Promise<void> {
  await post({})
}

export async function logout(): Promise<void> {
  await sendCall({ method: 'DELETE', path: '/access/session' })
  session.end()
}
