// On a narrow screen the menu is wider than its place: the page's own name is to be seen.
document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
