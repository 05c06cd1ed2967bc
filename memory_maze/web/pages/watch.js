import { Stage } from "./stage.js";

await new Stage(true).open();
