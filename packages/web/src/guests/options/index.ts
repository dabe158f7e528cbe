export { OptionsTab } from './options-tab.tsx'
