import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { OsType } from './os-defaults.ts'

export const osNames: Readonly<Record<OsType, MessageDescriptor>> = {
  l26: msg`Linux`,
  win11: msg`Windows 11, Server 2022, 2025`,
  win10: msg`Windows 10, Server 2016, 2019`,
  win8: msg`Windows 8, Server 2012`,
  win7: msg`Windows 7, Server 2008 R2`,
  wvista: msg`Windows Vista`,
  w2k8: msg`Windows Server 2008`,
  w2k3: msg`Windows Server 2003`,
  wxp: msg`Windows XP`,
  w2k: msg`Windows 2000`,
  solaris: msg`Solaris`,
  l24: msg`Linux 2.4`,
  other: msg`Other`,
}
