import type { ComponentType } from 'react'
import type { GuestTabProps } from '../guest/guest-tab.ts'

export const HardwareTab: ComponentType<GuestTabProps> = () => null
