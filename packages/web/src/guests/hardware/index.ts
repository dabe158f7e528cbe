export { HardwareTab } from './hardware-tab.tsx'
