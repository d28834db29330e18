// Building elements. Text comes in as text only, so nothing that is answered can become markup.

/** An element with properties, attributes (those with a dash, and role) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button that does not send its form. */
export function button(text, className, onClick) {
  const element = make("button", { type: "button", className }, text);
  element.addEventListener("click", onClick);
  return element;
}
