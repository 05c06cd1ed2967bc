// What is to be found, in words and as a swatch, for those who tell colours apart and those who do not.
import { h } from "./dom.js";

export function showPrompt(place, chart, moment) {
  const told = chart.objects[moment.target];
  if (!told) {
    place.replaceChildren(h("span", {}, "Nothing is prompted."));
  } else if (!moment.prompted) {
    place.replaceChildren(h("span", {}, "The prompt is not shown now."));
  } else {
    const disc = h("span", { className: "swatch" });
    disc.style.background = told.color;
    place.replaceChildren(disc, h("span", {}, "Find the ", h("b", {}, told.name), " object"));
  }
}
