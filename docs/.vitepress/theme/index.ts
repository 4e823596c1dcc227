// The default theme without its fonts: the reader's own are there already.
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";

export default DefaultTheme;
