/// <reference types="novnc__novnc" />
declare module '@novnc/novnc' {
  export { default } from '@novnc/novnc/lib/rfb'
}
