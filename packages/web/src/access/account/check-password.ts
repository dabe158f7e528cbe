import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { NewPassword } from './password-fields.tsx'
import { leastLength } from './password-strength.ts'

/** Why a new password is not taken, by field. */
export function checkPassword({ password, repeated }: NewPassword): Readonly<Partial<Record<'password' | 'repeated', string>>> {
  if (password.length < leastLength) return { password: i18n._(msg`At least ${leastLength} characters are needed.`) }
  return password === repeated ? {} : { repeated: i18n._(msg`This is not the same as above.`) }
}
