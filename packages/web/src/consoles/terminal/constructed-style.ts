/**
 * Stands where a library would put a <style> element, which our content security policy forbids: its text goes into a
 * style sheet that scripts may make. The build puts it into xterm (build/xterm-under-policy.ts).
 */
export function constructedStyle(): HTMLElement {
  const sheet = new CSSStyleSheet()
  const element = document.createElement('template')
  Object.defineProperty(element, 'textContent', {
    set(text: string) {
      sheet.replaceSync(text)
    },
  })
  document.adoptedStyleSheets.push(sheet)
  element.remove = () => {
    Element.prototype.remove.call(element)
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet)
  }
  return element
}
