/** A form as a person fills it in: opened by its address, its fields found by their labels. */
import type { Locator, Page } from 'playwright-core'
import { until } from '../until.ts'

export class PanelForm {
  readonly #page: Page
  readonly panel: Locator

  constructor(page: Page) {
    this.#page = page
    this.panel = page.getByRole('complementary', { name: 'Panel' })
  }

  /** Goes to an address within the application. */
  async open(address: string): Promise<this> {
    await this.#page.evaluate(`history.pushState({}, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`)
    await this.panel.waitFor()
    return this
  }

  field(label: string): Locator {
    return this.panel.getByLabel(new RegExp(`^${label}(?: \\*)?$`))
  }

  async enter(values: Readonly<Record<string, string>>): Promise<this> {
    for (const [label, value] of Object.entries(values)) {
      await this.field(label).fill(value)
      // Closes what is offered while typing.
      await this.field(label).press('Tab')
    }
    return this
  }

  /** Chooses from a list that is searched by typing. */
  async pick(label: string, choice: string): Promise<this> {
    await this.field(label).fill(choice)
    await this.#page.getByRole('option', { name: choice }).first().click()
    return this
  }

  async press(button: string): Promise<void> {
    await this.panel.getByRole('button', { name: button, exact: true }).click()
  }

  /** Sends the form, which closes once it is taken. */
  async send(button: string): Promise<void> {
    await this.press(button)
    await this.panel.waitFor({ state: 'detached' })
  }

  /** Sends the form and answers what is said at a field. */
  async refusal(button: string, label: string): Promise<string> {
    await this.press(button)
    const field = this.field(label)
    await until(`${label} is refused`, async () => (await field.getAttribute('aria-invalid')) === 'true')
    return await field.locator('xpath=ancestor::div[label][1]').getByRole('alert').innerText()
  }

  /** Takes the last change back. */
  async undo(): Promise<void> {
    await this.#page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last().click()
  }
}
