import type { Caller } from '@quorate/contract'
import type { LoginRequest } from './login.ts'

/** What every method that logs in is given. */
export interface GivenLogin {
  readonly username: string
  readonly password: string
  readonly realm?: string
  readonly otp?: string
  readonly 'tfa-challenge'?: string
}

/** The login that a caller asks for. */
export function loginRequest({ address }: Pick<Caller, 'address'>, given: GivenLogin): LoginRequest {
  const { username, password, realm, otp, 'tfa-challenge': challenge } = given
  return {
    username,
    password,
    address,
    ...(realm !== undefined && { realm }),
    ...(otp !== undefined && { otp }),
    ...(challenge !== undefined && { challenge }),
  }
}
