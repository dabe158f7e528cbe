import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { FactorEntry } from '../use-access.ts'

/** What kinds of second factor are called. */
export const factorKinds: Readonly<Record<FactorEntry['type'], MessageDescriptor>> = {
  totp: msg`Code of an app`,
  recovery: msg`Recovery keys`,
  webauthn: msg`Security key`,
  u2f: msg`Security key (U2F)`,
  yubico: msg`Yubico code`,
}

/** `Code of an app, Recovery keys`: the kinds that are in force, once each. */
export const factorSummary = (i18n: I18n, entries: readonly FactorEntry[]): string =>
  [...new Set(entries.filter(({ enable }) => enable !== 0).map(({ type }) => i18n._(factorKinds[type])))].join(', ')
