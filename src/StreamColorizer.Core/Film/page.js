"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const page = document.getElementById("page");
const make = (tag, attributes, ...children) => {
  const node = document.createElementNS(["svg", "title", "path", "circle", "line", "text", "g"].includes(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml", tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return node;
};
const card = (title, ...content) => make("section", { class: "card" }, make("h2", {}, title), ...content);
